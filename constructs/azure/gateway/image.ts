const REPOSITORY = '[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*';

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests */
const BY_DIGEST = new RegExp(`^${REPOSITORY}@sha256:[0-9a-f]{64}$`);

const WITH_HOST = /^[^/]*[.:][^/]*\//;

/** What is wrong with the name of an image in a registry, one sentence a fault: a tag can be moved, a digest cannot. */
export function imageFaults(image: string): string[] {
  if (BY_DIGEST.test(image) && !WITH_HOST.test(image)) return [];
  const host = WITH_HOST.test(image) ? "leave the registry's host out, which registry says, and " : '';
  return [
    `image must be <repository>@sha256:<64 hexadecimal digits>, got '${image}'; ${host}take the digest from 'az acr manifest list-metadata' or 'llm-infra images'`,
  ];
}
