import type { StoredTarget } from '../../../shared/targets/stored-target.ts';
import { ownAddresses } from '../../../shared/ticket/desk-addresses.ts';
import type { TargetsOfDesk } from './open.ts';

/** The online desk's own form. */
const PAGE = 'page';
/** Of forms elsewhere (`sources add`). */
const FORM = 'webhook:';

/**
 * What of a target's routes may be a slip, each with its mend: customers that there are not, and places where no request comes in. Either may come later,
 * so it is no error.
 */
export async function routeDoubts(
  { routes }: Pick<StoredTarget, 'routes'>,
  { settings, customers }: Pick<TargetsOfDesk, 'settings' | 'customers'>,
): Promise<string[]> {
  const ids = new Set(routes.flatMap((route) => route.customers ?? []));
  const doors = new Set(routes.flatMap((route) => route.doors ?? []));
  const known = [...ownAddresses(settings), PAGE];
  const unknown: string[] = [];
  for (const id of ids) if ((await customers.get(id)) === undefined) unknown.push(id);
  return [
    ...unknown.map((id) => `no customer has the id ${JSON.stringify(id)} as yet: customers list shows those there are`),
    ...[...doors]
      .filter((door) => !known.includes(door) && !door.startsWith(FORM))
      .map(
        (door) =>
          `nothing comes in at ${JSON.stringify(door)} as yet: a door is one of ${known.join(', ')}, or ${FORM} and the name of a form`,
      ),
  ];
}
