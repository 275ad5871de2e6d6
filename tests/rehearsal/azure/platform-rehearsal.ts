import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { platformProgram } from '../../../constructs/azure/index.ts';
import { changed } from './files.ts';
import { Rehearsal } from './rehearsal.ts';

/** A platform file that is deployed, edited and deployed again, by the program that `pulumi/index.ts` runs. */
export class PlatformRehearsal {
  readonly rehearsal: Rehearsal;
  private readonly folder: string;
  private text: string;

  private constructor(rehearsal: Rehearsal, folder: string, text: string) {
    this.rehearsal = rehearsal;
    this.folder = folder;
    this.text = text;
  }

  static async open(text: string, environment: string): Promise<PlatformRehearsal> {
    const folder = mkdtempSync(join(tmpdir(), 'llm-infra-platform-'));
    const platformFile = join(folder, 'platform.yaml');
    writeFileSync(platformFile, text);
    const program = async () => ({ platform: platformProgram({ platformFile, environment }).outputs });
    const rehearsal = await Rehearsal.open({ project: 'support-assistant', stack: environment, program });
    return new PlatformRehearsal(rehearsal, folder, text);
  }

  /** Edits the file; each edit must find its place. */
  edit(edits: Readonly<Record<string, string>>): void {
    this.text = changed(this.text, edits);
    writeFileSync(join(this.folder, 'platform.yaml'), this.text);
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
    this.rehearsal.close();
  }
}
