/** What CloudFormation sends. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html */
export interface CustomResourceEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
}

/** One for ever: another would have CloudFormation delete the old resource after each update. */
const PHYSICAL_ID = 'llm-infra-bootstrap';
/** CloudFormation takes an answer of 4 KB in all. */
const LONGEST_REASON = 1000;

/**
 * Does the work of a custom resource and tells CloudFormation how it went. Deleting does nothing, since what was bootstrapped is data.
 * Throws where CloudFormation takes no answer: Lambda then tries again.
 */
export async function answer(event: CustomResourceEvent, work: () => Promise<void>): Promise<void> {
  let reason: string | undefined;
  try {
    if (event.RequestType !== 'Delete') await work();
  } catch (error) {
    reason = (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_REASON);
  }
  const { StackId, RequestId, LogicalResourceId, PhysicalResourceId = PHYSICAL_ID } = event;
  const outcome = reason === undefined ? { Status: 'SUCCESS' } : { Status: 'FAILED', Reason: reason };
  // Bytes: the address is signed without a content type, and `fetch` would add one to a text.
  const body = Buffer.from(JSON.stringify({ ...outcome, PhysicalResourceId, StackId, RequestId, LogicalResourceId }));
  const response = await fetch(event.ResponseURL, { method: 'PUT', body });
  if (!response.ok) throw new Error(`CloudFormation took no answer: ${response.status}`);
}
