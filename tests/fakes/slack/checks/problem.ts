/** One thing Slack would refuse, and where: `at` is a JSON pointer into what was sent. */
export interface Problem {
  readonly message: string
  readonly at: string
}

/**
 * The wording Slack puts into `errors`; `response_metadata.messages` has the same behind `[ERROR] `.
 * Observed in slackapi/bolt-python issue 1016 and slackapi/java-slack-sdk issue 1017.
 */
export function describeProblem({ message, at }: Problem): string {
  return `${message} [json-pointer:${at}]`
}
