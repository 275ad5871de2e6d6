import { KIT_VERSION, TOOL_VERSIONS } from './tool-versions.ts';

export interface ProjectNames {
  readonly name: string;
  readonly seed: string;
}

/** The files of a new project by path: a commented platform file, a CDK app of a few lines, and what runs it. */
export function projectFiles({ name, seed }: ProjectNames): Readonly<Record<string, string>> {
  return {
    'platform.yaml': platformYaml({ name, seed }),
    'cdk/app.ts': CDK_APP,
    'cdk/cdk.json': json({
      app: 'npx tsx app.ts',
      context: { environment: 'dev', platformFile: '../platform.yaml', 'cli-telemetry': false },
      notices: false,
      versionReporting: false,
      pathMetadata: false,
      assetMetadata: false,
    }),
    'package.json': json({
      name,
      private: true,
      type: 'module',
      scripts: { check: 'llm-infra check', plan: 'llm-infra plan', 'deploy:aws': 'cd cdk && cdk deploy --all' },
      dependencies: {
        'aws-cdk-lib': TOOL_VERSIONS['aws-cdk-lib'],
        constructs: TOOL_VERSIONS.constructs,
        'llm-infra-kit': `^${KIT_VERSION}`,
      },
      devDependencies: { 'aws-cdk': TOOL_VERSIONS['aws-cdk'], tsx: TOOL_VERSIONS.tsx },
      // esbuild, below tsx, works without its install script; a later npm asks about it otherwise.
      allowScripts: { esbuild: false },
    }),
    '.gitignore': 'node_modules/\nout/\ncdk.out/\n',
  };
}

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

const CDK_APP = `import { platformApp } from 'llm-infra-kit/aws';

// Reads the platform file (context platformFile) for one environment (context environment).
platformApp();
`;

function platformYaml({ name, seed }: ProjectNames): string {
  return `# yaml-language-server: $schema=./node_modules/llm-infra-kit/dist/schema.json
# One file, every environment. 'npx llm-infra check' says what is wrong with it, 'npx llm-infra plan' what it makes.
version: 1
name: ${name}

# Who answers for the platform. Becomes tags on every resource.
owner: { team: my-team, email: my-team@example.com, costCenter: "0000" }

# How sensitive the data is: public, internal, confidential or restricted.
dataClassification: confidential

# Where data may be kept and processed. Regions and models outside of it are refused.
residency: eu

# The physical names are made from this. Keep it; raise 'generation' when a deleted name is still held.
naming: { seed: ${seed} }

clouds:
  aws: { region: eu-central-1 }

# Each environment takes everything below and changes what it names (JSON Merge Patch).
environments:
  dev: { profile: dev }
  # prod:
  #   profile: prod
  #   clouds: { aws: { account: "111122223333" } }

# Models by alias. An app calls the alias's inference profile; the guardrail 'standard' is attached to chat models.
models:
  assistant: { kind: managed, model: claude-sonnet-5.5 }
  embedder: { kind: managed, model: titan-embed-v2, dimensions: 1024 }

# One private bucket for each role of data. Days are counted from the writing of an object.
data:
  retentionDays: { raw: 365, feedback: 180 }
  pii: redact

# Credentials of outside providers are made empty; 'npx llm-infra secrets -e dev' prints how to set them.
# secrets:
#   openai-key: { maxAgeDays: 90 }
`;
}
