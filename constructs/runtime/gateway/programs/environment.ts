/** A variable of the environment that the program cannot do without. */
export function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`the environment variable ${name} is not set`);
  return value;
}

/** Lines of the log: metrics, audit and events alike, one JSON document each. */
export function line(text: string): void {
  process.stdout.write(`${text}\n`);
}
