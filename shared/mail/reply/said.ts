/** What logs, programs and shells write. */
const LOGGED =
  /^\s*>{3}|[{}=;\\|$]|\d:\d\d:\d\d|\b(?:error|exception|traceback|warn(?:ing)?|fatal|failed|debug)\b|\(\w*\)|\s--?\w|\w\/\w+\/|^\s*>\s*(?:at|\d+|sudo|cd|ls|dir|npm|pip|git|ping|curl)\s/i;

/** Sentences, at least half of the lines: a mail. Else it is what somebody pasted: a log, a listing, what a prompt showed. */
export function isSaid(quoted: readonly string[]): boolean {
  if (quoted.some((line) => LOGGED.test(line))) return false;
  return quoted.filter((line) => /[.,!?…。！？]$/.test(line.trimEnd())).length * 2 >= quoted.length;
}
