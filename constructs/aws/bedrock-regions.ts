import { Stack, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { AWS_REGIONS, isTypeMissing, type RegionalAwsType } from '../catalog/index.ts';
import type { PropFaults } from './prop-faults.ts';

/** Records a fault when the scope's stack stands in a region without a type. A region-agnostic stack is not judged. */
export function requireRegionalType(faults: PropFaults, scope: Construct, type: RegionalAwsType): void {
  const { region } = Stack.of(scope);
  if (Token.isUnresolved(region)) return;
  const offered = AWS_REGIONS.map(({ name }) => name).filter((name) => !isTypeMissing(type, name));
  const near = offered.filter((name) => name.startsWith(`${region.split('-')[0]}-`));
  faults.require(!isTypeMissing(type, region), {
    prop: 'region of the stack',
    got: `'${region}', where CloudFormation has no ${type}`,
    allowed: (near.length > 0 ? near : offered).join(', '),
    remedy: 'deploy this stack to one of them',
  });
}
