/** What is put behind a command of ours that is to be copied: the stage it was found at. Nothing for the desk that runs here. */
export function atStage(stage: string | undefined): string {
  return stage === undefined ? '' : ` --stage ${stage}`;
}
