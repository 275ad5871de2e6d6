import { createHash } from 'node:crypto';
import {
  CfnResource,
  DefaultTokenResolver,
  type IAspect,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  Reference,
  Stack,
  StringConcat,
  Tokenization,
} from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { CREATE_ONLY_PROPERTIES } from './create-only-properties.ts';

/** Where a consumer's template says which producers it was made with. */
export const PRODUCERS_METADATA = 'llm-infra-kit:producers';

/**
 * Notes on each resource which resources of other stacks it refers to, with a digest of the properties whose change replaces them.
 *
 * A weak reference (`Fn::GetStackOutput`) reads the same in the template whatever it resolves to, and the CDK CLI skips a stack whose
 * template has not changed: a replaced producer would leave its consumers with a dead ARN. With the digest a replacement changes the
 * consumer's template, and the stack is deployed.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-metadata.html
 */
export class ProducerDigests implements IAspect {
  visit(node: IConstruct): void {
    if (!CfnResource.isCfnResource(node)) return;
    const consumer = Stack.of(node);
    const producers = referencesOf(node).filter((target) => Stack.of(target) !== consumer);
    if (producers.length === 0) return;
    const digests = producers.map(
      (producer) => [`${Stack.of(producer).stackName}/${logicalId(producer)}`, createOnlyDigest(producer)] as const,
    );
    node.addMetadata(PRODUCERS_METADATA, Object.fromEntries(digests.sort(([a], [b]) => (a < b ? -1 : 1))));
  }
}

/** The resources that a resource's properties refer to. */
function referencesOf(resource: CfnResource): CfnResource[] {
  const collector = new ReferenceCollector();
  Tokenization.resolve(renderedBy(resource), { scope: resource, resolver: collector, preparing: true });
  return [...collector.targets];
}

function logicalId(resource: CfnResource): string {
  return String(Stack.of(resource).resolve(resource.logicalId));
}

/** A digest of what, when changed, replaces a resource: its identity and its create-only properties. */
export function createOnlyDigest(resource: CfnResource): string {
  const type = resource.cfnResourceType;
  const [template] = Object.values(Stack.of(resource).resolve(renderedBy(resource)).Resources) as [
    { Properties?: Record<string, unknown> },
  ];
  const properties = template.Properties ?? {};
  const names = CREATE_ONLY_PROPERTIES[type] ?? Object.keys(properties);
  const relevant = [...names].sort().map((name) => [name, properties[name] ?? null]);
  return createHash('sha256')
    .update(JSON.stringify([type, logicalId(resource), relevant]))
    .digest('hex')
    .slice(0, 16);
}

/** What a resource adds to its template; the method is public but not in the typings. */
function renderedBy(resource: CfnResource): unknown {
  return (resource as unknown as { _toCloudFormation(): unknown })._toCloudFormation();
}

class ReferenceCollector extends DefaultTokenResolver {
  readonly targets = new Set<CfnResource>();

  constructor() {
    super(new StringConcat());
  }

  override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (Reference.isReference(token) && CfnResource.isCfnResource(token.target)) this.targets.add(token.target);
    return super.resolveToken(token, context, postProcessor);
  }
}
