export interface SecretPlace {
  /** Name in the platform file. */
  readonly secret: string;
  /** Name or ARN in Secrets Manager. */
  readonly id: string;
  readonly region: string;
}

/**
 * The line that sets a credential, for bash and the AWS CLI alone. The value is read from the keyboard without being shown, as it
 * is; backslashes and quotes are escaped, so that the JSON holds for every printable value of one line. It reaches the CLI through a pipe from the
 * shell's own printf: no file, no history and no process list holds it. An empty line sets nothing.
 *
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html: `file://` takes any path, /dev/stdin too
 */
export function setCommand({ secret, id, region }: SecretPlace): string {
  return [
    `printf 'Value of ${secret}: '; IFS= read -rs VALUE`,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's own expansion
    'VALUE=${VALUE//\\\\/\\\\\\\\}; VALUE=${VALUE//\\"/\\\\\\"}',
    `[ -n "$VALUE" ] && printf '{"value":"%s"}' "$VALUE" | ${putCommand(id, region)}`,
    'unset VALUE',
  ].join('; ');
}

function putCommand(id: string, region: string): string {
  return `aws secretsmanager put-secret-value --region ${region} --secret-id '${id}' --secret-string file:///dev/stdin`;
}
