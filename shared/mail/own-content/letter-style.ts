import { COLORS } from '../templates/colors.ts';

/** Those of our notices: what was typed into one is none of it. */
const OF_NOTICES = Object.values(COLORS.light).join('|');
const NOTICE_COLOUR = new RegExp(`(?:^|;)\\s*(?:background-)?color\\s*:\\s*(?:${OF_NOTICES})\\s*(?=;|$)`, 'gi');
/** Ink and paper as programs set them where nobody chose a colour: on a dark screen they would be black on black. */
const NO_COLOUR =
  /(?:^|;)\s*(?:color\s*:\s*(?:black|windowtext|#0{3}|#0{6}|rgb\(\s*0\s*,\s*0\s*,\s*0\s*\))|background-color\s*:\s*(?:white|#f{3}|#f{6}|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\)))\s*(?=;|$)/gi;

/** The attributes of an element as they look in a letter of ours, which has its own ink and paper. */
export function letterStyle(attributes: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const kept = new Map(attributes);
  const style = (kept.get('style') ?? '')
    .replace(NO_COLOUR, '')
    .replace(NOTICE_COLOUR, '')
    .replace(/^\s*;\s*/, '');
  if (style.trim() === '') kept.delete('style');
  else kept.set('style', style);
  if (/^(?:black|#0{6})$/i.test(kept.get('color') ?? '')) kept.delete('color');
  return kept;
}
