/** Words of Italian and English that nearly every mail has: a search by them finds all, and they would be most of the index. Plain, not folded. */
const STOP_WORDS = `
  a ai al alla alle allo agli anche che chi ci come con cosa da dal dalla dalle dallo dai dagli dei degli del della delle dello di e ed fra gli ha hai
  hanno ho abbiamo avete i il in io la le lei li lo loro lui ma me mi mio mia nei negli nel nella nelle nello noi non nostra nostro o od per piu piuttosto
  qua quando quella quello questa queste questi questo qui se sei si sia siamo sono sta su sua sui sul sulla sulle sullo suo tra tu un una uno vi voi
  dell nell sull dall coll quell quest sant bell nessun
  buongiorno buonasera salve ciao grazie cordiali saluti distinti gentile gentili
  about after all also am an and any are as at be been but by can could did do does for from get had has have he her hers him his how if into is it its
  just may me my no nor not of off on only or our ours out please re she should so some than that the their them then there these they this those to us
  was we were what when where which who why will with would you your yours hello hi dear thanks thank regards best kind fw fwd
`;

const STOP: ReadonlySet<string> = new Set(STOP_WORDS.trim().split(/\s+/));

/** Whether a plain word says nothing of what a ticket is about. */
export function isStopWord(plain: string): boolean {
  return STOP.has(plain);
}
