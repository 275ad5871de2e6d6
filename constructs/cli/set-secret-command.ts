/** Where a credential lies, for the line that sets it. */
export type SecretPlace =
  | {
      readonly cloud: 'aws';
      /** Name in the platform file. */
      readonly secret: string;
      /** Name or ARN in Secrets Manager. */
      readonly id: string;
      readonly region: string;
    }
  | {
      readonly cloud: 'azure';
      /** Name in the platform file. */
      readonly secret: string;
      readonly vault: string;
      /** Name in the vault. */
      readonly name: string;
      /** When the value is to be replaced: YYYY-MM-DD. */
      readonly expires: string;
    };

/**
 * The line that sets a credential, for bash and the cloud's own command line alone. The value is read from the keyboard without being
 * shown, as it is; backslashes and quotes are escaped, so that the JSON holds for every printable value of one line. It reaches the CLI
 * through a pipe from the shell's own printf: no file, no history and no process list holds it. An empty line sets nothing.
 */
export function setCommand(place: SecretPlace): string {
  return [
    `printf 'Value of ${place.secret}: '; IFS= read -rs VALUE`,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's own expansion
    'VALUE=${VALUE//\\\\/\\\\\\\\}; VALUE=${VALUE//\\"/\\\\\\"}',
    `[ -n "$VALUE" ] && printf '{"value":"%s"}' "$VALUE" | ${writeCommand(place)}`,
    'unset VALUE',
  ].join('; ');
}

/** Both command lines open the path that they are given, /dev/stdin too. */
function writeCommand(place: SecretPlace): string {
  switch (place.cloud) {
    // https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html
    case 'aws':
      return `aws secretsmanager put-secret-value --region ${place.region} --secret-id '${place.id}' --secret-string file:///dev/stdin`;
    // https://learn.microsoft.com/cli/azure/keyvault/secret#az-keyvault-secret-set; its answer holds the value, so it is not printed
    case 'azure':
      return `az keyvault secret set --vault-name '${place.vault}' --name '${place.name}' --expires ${place.expires}T00:00:00Z --content-type application/json --file /dev/stdin --output none`;
  }
}
