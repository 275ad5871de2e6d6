import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { App, type CfnElement, CfnOutput, CfnResource, Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { SynthesisFinding, SynthesizedPlatform, SynthesizedResource } from '../../plan/synthesized.ts';
import { footprintOfTemplates } from '../../replacement/index.ts';
import type { PlatformSpec } from '../../spec/platform-spec.ts';
import { APP_CONTEXT } from './app-context.ts';
import { LlmPlatform } from './platform.ts';
import { parameterPrefix } from './platform-outputs.ts';

/**
 * Writes the CloudFormation templates of a platform to a folder, as `cdk synth` would, and says what is in them.
 *
 * CDK's own validation of the templates runs as in every synthesis; what it finds is returned.
 */
export function synthesizePlatform(spec: PlatformSpec, outdir: string): SynthesizedPlatform {
  const app = new App({ outdir, postCliContext: { ...APP_CONTEXT } });
  const platform = new LlmPlatform(app, 'Platform', { spec });
  synthesize(app, outdir);
  const stacks = platform.stacks.all;
  const templates = stacks.map((stack) => ({
    stack: stack.stackName,
    file: stack.templateFile,
    template: JSON.parse(readFileSync(join(outdir, stack.templateFile), 'utf8')) as unknown,
  }));
  return {
    cloud: 'aws',
    templates,
    kept: footprintOfTemplates(templates, spec.clouds.aws?.account),
    resources: stacks.flatMap(resourcesOf),
    outputs: stacks.flatMap((stack) => outputsOf(stack)),
    parameters: parameterPrefix(platform.outputs),
    validation: existsSync(join(outdir, REPORT_FILE)) ? 'ran' : 'off',
    findings: validationFindings(outdir),
  };
}

/** A finding of CDK's validation ends the synthesis with an error after everything is written; the report says more. */
function synthesize(app: App, outdir: string): void {
  // One that lies there from an earlier run would be taken for this one's.
  rmSync(join(outdir, REPORT_FILE), { force: true });
  try {
    app.synth();
  } catch (error) {
    if (!existsSync(join(outdir, REPORT_FILE))) throw error;
  }
}

const REPORT_FILE = 'validation-report.json';

interface ValidationReport {
  readonly pluginReports: readonly {
    readonly pluginName: string;
    readonly violations: readonly {
      readonly ruleName: string;
      readonly description: string;
      readonly violatingConstructs: readonly {
        readonly cloudFormationResource?: {
          readonly templatePath: string;
          readonly logicalId: string;
          readonly propertyPaths?: readonly string[];
        };
      }[];
    }[];
  }[];
}

function validationFindings(outdir: string): SynthesisFinding[] {
  const path = join(outdir, REPORT_FILE);
  if (!existsSync(path)) return [];
  const report = JSON.parse(readFileSync(path, 'utf8')) as ValidationReport;
  return report.pluginReports.flatMap(({ pluginName, violations }) =>
    violations.flatMap(({ ruleName, description, violatingConstructs }) =>
      violatingConstructs.map(({ cloudFormationResource: resource }) => ({
        rule: ruleName,
        source: pluginName,
        message: description,
        ...(resource
          ? { template: resource.templatePath, logicalId: resource.logicalId, path: resource.propertyPaths?.join(', ') ?? '' }
          : {}),
      })),
    ),
  );
}

/** The block that a resource belongs to, by the first construct below its stack. */
const BLOCKS: Readonly<Record<string, string>> = {
  Network: 'network',
  LogsKey: 'keys',
  Key: 'keys',
  Buckets: 'data',
  Secrets: 'secrets',
  Guardrails: 'guardrail',
  Models: 'serving',
  Parameters: 'outputs',
};

function resourcesOf(stack: Stack): SynthesizedResource[] {
  return elementsOf(stack, CfnResource.isCfnResource).map((resource) => ({
    stack: stack.stackName,
    logicalId: logicalIdOf(resource),
    type: resource.cfnResourceType,
    path: resource.node.path,
    block: BLOCKS[firstBelow(stack, resource)] ?? 'shared',
  }));
}

function outputsOf(stack: Stack): { stack: string; output: string }[] {
  return elementsOf(stack, (node): node is CfnOutput => node instanceof CfnOutput).map((output) => ({
    stack: stack.stackName,
    output: logicalIdOf(output),
  }));
}

function elementsOf<T extends CfnElement>(stack: Stack, is: (node: IConstruct) => node is T): T[] {
  return stack.node.findAll().filter((node): node is T => is(node));
}

function logicalIdOf(element: CfnElement): string {
  return String(Stack.of(element).resolve(element.logicalId));
}

function firstBelow(stack: Stack, node: IConstruct): string {
  return node.node.path.slice(stack.node.path.length + 1).split('/')[0] ?? '';
}
