/** The name of a stage's SES configuration set: whoever sends with it has SES tell what became of the email. */
export function configurationSetOf(stage: string): string {
  return `sundarban-pay-${stage}`;
}
