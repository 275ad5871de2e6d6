import type { Cloud } from '../spec/vocabulary.ts';
import { platformYaml } from './platform-yaml.ts';
import { KIT_VERSION, TOOL_VERSIONS } from './tool-versions.ts';

export interface ProjectOptions {
  readonly name: string;
  readonly seed: string;
  /** The clouds that the project is for, in the order of CLOUDS. */
  readonly clouds: readonly Cloud[];
}

type ToolName = keyof typeof TOOL_VERSIONS;

/** What a project has for one cloud. */
interface CloudProject {
  readonly files: (name: string) => Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: readonly ToolName[];
  readonly devDependencies: readonly ToolName[];
  /** What git keeps out. */
  readonly ignored: readonly string[];
}

/** The files of a new project by path: a commented platform file, an app of a few lines for each cloud, and what runs them. */
export function projectFiles({ name, seed, clouds }: ProjectOptions): Readonly<Record<string, string>> {
  const parts = clouds.map((cloud) => CLOUD_PROJECTS[cloud]);
  const versions = (names: readonly ToolName[]) => Object.fromEntries(names.toSorted().map((tool) => [tool, TOOL_VERSIONS[tool]]));
  return {
    'platform.yaml': platformYaml({ name, seed, clouds }),
    ...Object.assign({}, ...parts.map(({ files }) => files(name))),
    'package.json': json({
      name,
      private: true,
      type: 'module',
      scripts: Object.assign({ check: 'llm-infra check', plan: 'llm-infra plan' }, ...parts.map(({ scripts }) => scripts)),
      dependencies: { ...versions(parts.flatMap(({ dependencies }) => dependencies)), 'llm-infra-kit': `^${KIT_VERSION}` },
      devDependencies: versions([...parts.flatMap(({ devDependencies }) => devDependencies), 'tsx']),
      // esbuild, below tsx, works without its install script; a later npm asks about it otherwise.
      allowScripts: { esbuild: false },
    }),
    '.gitignore': ['node_modules/', 'out/', ...parts.flatMap(({ ignored }) => ignored), ''].join('\n'),
  };
}

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

const CDK_APP = `import { platformApp } from 'llm-infra-kit/aws';

// Reads the platform file (context platformFile) for one environment (context environment).
platformApp();
`;

const PULUMI_PROGRAM = `import { platformProgram } from 'llm-infra-kit/azure';

// Reads the platform file (configuration platformFile) for one environment (configuration environment, else the stack's name).
export const platform = platformProgram().outputs;
`;

const pulumiYaml = (name: string): string => `name: ${name}
description: The LLM platform of ../platform.yaml on Azure
main: index.ts
runtime:
  name: nodejs
  options:
    # tsx runs the TypeScript; Pulumi's own way type-checks the whole SDK at each run.
    typescript: false
    nodeargs: --import tsx
config:
  platformFile: ../platform.yaml
`;

const CLOUD_PROJECTS = {
  aws: {
    files: () => ({
      'cdk/app.ts': CDK_APP,
      'cdk/cdk.json': json({
        app: 'npx tsx app.ts',
        context: { environment: 'dev', platformFile: '../platform.yaml', 'cli-telemetry': false },
        notices: false,
        versionReporting: false,
        pathMetadata: false,
        assetMetadata: false,
      }),
    }),
    scripts: { 'deploy:aws': 'cd cdk && cdk deploy --all' },
    dependencies: ['aws-cdk-lib', 'constructs'],
    devDependencies: ['aws-cdk'],
    ignored: ['cdk.out/'],
  },
  azure: {
    files: (name) => ({ 'pulumi/index.ts': PULUMI_PROGRAM, 'pulumi/Pulumi.yaml': pulumiYaml(name) }),
    scripts: { 'deploy:azure': 'cd pulumi && pulumi up' },
    dependencies: ['@pulumi/azure-native', '@pulumi/pulumi'],
    devDependencies: [],
    ignored: [],
  },
} as const satisfies Record<Cloud, CloudProject>;
