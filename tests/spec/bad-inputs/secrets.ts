/** A value of each shape of secret; all are made up. Written in parts, so that no scanner takes this file for a leak. */
const made = (...parts: readonly string[]): string => parts.join('');

const RANDOM = 'Zk8vQ2nR7tXb4LmW9sDf3HgJ6yPc5AuE1iOoTzKq';

export const SECRETS: Readonly<Record<string, string>> = {
  'an OpenAI key': made('sk', '-proj-', 'a1b2c3d4e5f6g7h8i9j0'),
  'an Anthropic key': made('sk', '-ant-api03-', 'a1b2c3d4e5f6g7h8i9j0'),
  'an AWS access key id': made('AKIA', 'IOSFODNN7EXAMPLE'),
  'a temporary AWS access key id': made('ASIA', 'IOSFODNN7EXAMPLE'),
  'an AWS secret access key': RANDOM,
  'a Hugging Face token': made('hf', '_', 'abcdefghijklmnopqrstuvwxyz'),
  'a Pinecone key': made('pcsk', '_', 'abcdef_abcdefghijklmnopqrstuvwxyz'),
  'a Google API key': made('AIza', 'SyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q'),
  'a GitHub token': made('ghp', '_', 'abcdefghijklmnopqrstuvwxyz0123456789'),
  'a fine-grained GitHub token': made('github', '_pat_', 'abcdefghijklmnopqrstuvwxyz0123456789'),
  'a Slack token': made('xoxb', '-123456789012-', 'abcdefghijkl'),
  'a JSON web token': made('eyJ', 'hbGciOiJIUzI1NiJ9', '.eyJ', 'zdWIiOiIxMjM0NTY3ODkwIn0', '.', 'c2lnbmF0dXJl'),
  'a password in a URL': made('https://', 'user', ':', 'hunter2hunter2', '@', 'example.com'),
  'a storage account key': made('AccountKey', '=', 'a'.repeat(86), '=='),
  'a shared access signature': made('https://example.blob.core.windows.net/c?sv=2024-01-01&', 'sig', '=', 'abcdefghijklmnopqrstuvwxyz'),
  'a private key': made('-----BEGIN ', 'PRIVATE KEY', '-----'),
  'a private RSA key': made('-----BEGIN RSA ', 'PRIVATE KEY', '-----'),
  'a random text': made(RANDOM, RANDOM.toLowerCase()),
};
