import { createHash } from 'node:crypto';
import {
  CfnResource,
  DefaultTokenResolver,
  type IAspect,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  Lazy,
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
    // Only when the template is written: to find a resource's references costs as much as to write it, and by then some stacks are known
    // to have none.
    const produce = ({ preparing }: IResolveContext) => (preparing || !mayRead(Stack.of(node)) ? undefined : producerDigests(node));
    node.addMetadata(PRODUCERS_METADATA, Lazy.uncachedAny({ produce }));
  }
}

/** Whether a stack may read another one: CDK has made it wait for every stack that it reads, but for those of another account. */
function mayRead({ dependencies, nestedStackParent, account, node }: Stack): boolean {
  if (nestedStackParent) return mayRead(nestedStackParent);
  return dependencies.length > 0 || stacksIn(node.root).some((other) => other.account !== account);
}

function stacksIn(scope: IConstruct): Stack[] {
  return Stack.isStack(scope) ? [scope] : scope.node.children.flatMap(stacksIn);
}

function producerDigests(node: CfnResource): Record<string, string> | undefined {
  const consumer = Stack.of(node);
  const producers = new Set(referencesOf(node).flatMap(({ target }) => (Stack.of(target) === consumer ? [] : [target])));
  if (producers.size === 0) return undefined;
  const digests = [...producers].map(
    (producer) => [`${Stack.of(producer).stackName}/${logicalId(producer)}`, createOnlyDigest(producer)] as const,
  );
  return Object.fromEntries(digests.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * A digest of what, when changed, replaces a resource: its identity, its create-only properties, and the same of every resource that
 * these refer to, since a replacement of one of them gives the property another value.
 */
export function createOnlyDigest(resource: CfnResource): string {
  return digestOf(resource, new Set());
}

/** The digests of the resources that a value refers to, each once, sorted. */
export function digestsBehind(scope: IConstruct, value: unknown): string[] {
  const collector = new ReferenceCollector();
  Tokenization.resolve(value, { scope, resolver: collector, preparing: true });
  return [...new Set(collector.references.map(({ target }) => createOnlyDigest(target)))].sort();
}

function digestOf(resource: CfnResource, above: ReadonlySet<CfnResource>): string {
  const type = resource.cfnResourceType;
  const properties = propertiesOf(resource);
  const createOnly = CREATE_ONLY_PROPERTIES[type] ?? Object.keys(properties);
  const relevant = [...createOnly].sort().map((name) => [name, properties[name] ?? null]);
  const targets = referencesOf(resource).flatMap(({ property, target }) =>
    property !== undefined && createOnly.includes(property) && target !== resource && !above.has(target) ? [target] : [],
  );
  const behind = new Set([...above, resource]);
  const upstream = [...new Set(targets)].map((target) => digestOf(target, behind)).sort();
  return createHash('sha256')
    .update(JSON.stringify([type, logicalId(resource), relevant, upstream]))
    .digest('hex')
    .slice(0, 16);
}

function propertiesOf(resource: CfnResource): Record<string, unknown> {
  const { Resources } = Stack.of(resource).resolve(renderedBy(resource));
  const [template] = Object.values(Resources) as [{ Properties?: Record<string, unknown> }];
  return template.Properties ?? {};
}

function logicalId(resource: CfnResource): string {
  return String(Stack.of(resource).resolve(resource.logicalId));
}

interface ResourceReference {
  /** The property that holds the reference, as the template spells it. @default - it stands outside the properties */
  readonly property?: string;
  readonly target: CfnResource;
}

/** The resources that a resource refers to, from which of its properties. */
function referencesOf(resource: CfnResource): ResourceReference[] {
  const collector = new ReferenceCollector();
  Tokenization.resolve(renderedBy(resource), { scope: resource, resolver: collector, preparing: true });
  return collector.references;
}

/** What a resource adds to its template; the method is public but not in the typings. */
function renderedBy(resource: CfnResource): unknown {
  return (resource as unknown as { _toCloudFormation(): unknown })._toCloudFormation();
}

class ReferenceCollector extends DefaultTokenResolver {
  readonly references: ResourceReference[] = [];

  constructor() {
    super(new StringConcat());
  }

  override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (Reference.isReference(token) && CfnResource.isCfnResource(token.target)) {
      const property = propertyAt(context.documentPath);
      this.references.push({ ...(property === undefined ? {} : { property }), target: token.target });
    }
    return super.resolveToken(token, context, postProcessor);
  }
}

/** A property is met before it is rendered, in the spelling of its level-1 construct. */
function propertyAt([, , section, name]: readonly string[]): string | undefined {
  return section === 'Properties' && name !== undefined ? `${name.charAt(0).toUpperCase()}${name.slice(1)}` : undefined;
}
