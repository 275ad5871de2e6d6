import { toolPath } from '../../../../.ci/tools.ts';

/** The Nodes that the programs run on: this one, and with LAMBDA_NODES those that Lambda offers. */
export const NODES: readonly (readonly [name: string, path: string])[] = process.env.LAMBDA_NODES
  ? [
      ['Node 22', toolPath('node-22')],
      ['Node 24', toolPath('node-24')],
    ]
  : [[`Node ${process.version}`, process.execPath]];
