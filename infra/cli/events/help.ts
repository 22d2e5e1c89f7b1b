/** What `npm run desk -- events --help` prints. */
export const HELP = `Usage: npm run desk -- events COMMAND [--stage S]

What other systems hear of tickets (docs/events.md).

  events tail     shows events as they come, a line each, until you stop it; with --json whole. At a deployed desk a queue and a rule on the bus
                  are made for that and taken away again; of its first minute something may be missing
    --count N     ends after so many
  events replay   tells once more what happened, with the same ids: whoever has an event passes over it
    --since TIME  what happened from then on, with Z or an offset; give an hour more than was missed: repeats do no harm
    --ticket ID   of one ticket alone; may be given again
    --targets     to targets outside as well, of the last 13 days: what one was told it is not told again; left out, on the bus alone
    --lost        of the tickets whose changes could not be read, or not be taken by the bus or the targets: whoever lacks one is told, and it is
                  taken off its queue. What search or reports could not take stays there
    --yes         does it; left out, it says how many events there are
  events lost     changes that could not be read: ticket, version, what of them fits nothing, and who can never take them
    --done WHO    takes those of words or facts off, after search rebuild or report rebuild; with --yes

  --stage S       of the deployed desk of this stage; left out, of the desk that runs here
  --json          replay: {"tickets", "events", "told", "unreadable", "unknown", "left"}; lost: a list

It needs, beside cloudformation:DescribeStacks and lambda:GetFunctionConfiguration: to read the table of tickets and events:PutEvents (replay); to read
the table of people and to send to the queue of targets (replay to targets); to read and delete from the queue (lost); sqs:CreateQueue, GetQueueAttributes, SetQueueAttributes, ReceiveMessage, DeleteMessage, DeleteQueue, events:PutRule, PutTargets, RemoveTargets and DeleteRule (tail).

Exit: 0 done, 1 not, or something cannot be read, 2 wrongly called.

Examples:

  npm run desk -- events tail
  npm run desk -- events replay --since 2026-11-29T09:00:00Z --stage prod --yes
`;
