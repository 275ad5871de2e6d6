import { createServer } from 'node:https';
import { decodeJwt } from 'jose';
import { z } from 'zod';
import type { Certificate } from './certificate.ts';
import { listening } from './listening.ts';

export const INSTRUMENTATION_KEY = '3c6f8a1e-5d2b-4c7f-9e10-6b8d2f4a7c35';

/*
 * What the reference of the ingestion endpoint says of metrics: operation `track`, definitions TelemetryEnvelope, Base, MetricsData and
 * DataPoint of specification/applicationinsights/data-plane/Monitor.Exporters/preview/v2.1/swagger.json in Azure/azure-rest-api-specs.
 * Strict where it lists all properties, so that a misspelt one is seen.
 */
const dataPoint = z.strictObject({
  ns: z.string().max(256).optional(),
  name: z.string().max(1024),
  kind: z.enum(['Measurement', 'Aggregation']).optional(),
  value: z.number(),
  count: z.int32().nullish(),
  min: z.number().nullish(),
  max: z.number().nullish(),
  stdDev: z.number().nullish(),
});
const envelope = z.strictObject({
  ver: z.number().optional(),
  name: z.string(),
  // UTC in ISO 8601 with a trailing Z.
  time: z.iso.datetime(),
  sampleRate: z.number().optional(),
  seq: z.string().max(64).optional(),
  iKey: z.literal(INSTRUMENTATION_KEY),
  tags: z.record(z.string(), z.string()).optional(),
  data: z.strictObject({
    baseType: z.literal('MetricData'),
    baseData: z.looseObject({
      ver: z.int32(),
      // "Only one metric in the list is currently supported"
      metrics: z.array(dataPoint).length(1),
      properties: z.record(z.string(), z.string().max(8192)).optional(),
    }),
  }),
});

/** One data point that the endpoint took. */
export interface Ingested extends z.infer<typeof dataPoint> {
  readonly dimensions: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** Application Insights' ingestion endpoint as far as metrics go, with local authentication off: Entra tokens alone. */
export interface Ingestion {
  readonly connectionString: string;
  readonly points: Ingested[];
  /** Why requests were refused; none where everything is right. */
  readonly faults: string[];
  /** Answers that are given before any other, each once. */
  readonly next: { readonly status: number }[];
  readonly close: () => Promise<void>;
}

export async function ingestion({ cert, key }: Certificate): Promise<Ingestion> {
  const points: Ingested[] = [];
  const faults: string[] = [];
  const next: { status: number }[] = [];
  const server = createServer({ cert, key }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const answer = (status: number, body: object) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      const planned = next.shift();
      if (planned !== undefined) return answer(planned.status, { itemsReceived: 0, itemsAccepted: 0, errors: [] });
      const fault = requestFault(request.method, request.url, request.headers) ?? tokenFault(request.headers.authorization);
      if (fault !== undefined) {
        faults.push(fault);
        return answer(401, { itemsReceived: 0, itemsAccepted: 0, errors: [{ index: 0, statusCode: 401, message: fault }] });
      }
      const result = z.array(envelope).safeParse(JSON.parse(Buffer.concat(chunks).toString()));
      if (!result.success) {
        faults.push(z.prettifyError(result.error));
        return answer(400, { itemsReceived: 0, itemsAccepted: 0, errors: [] });
      }
      for (const { data, tags = {} } of result.data) {
        const { metrics, properties: dimensions = {} } = data.baseData;
        points.push(...metrics.map((metric) => ({ ...metric, dimensions, tags })));
      }
      answer(200, { itemsReceived: result.data.length, itemsAccepted: result.data.length, errors: [] });
    });
  });
  const { port, close } = await listening(server);
  const connectionString = `InstrumentationKey=${INSTRUMENTATION_KEY};IngestionEndpoint=https://127.0.0.1:${port}/`;
  return { connectionString, points, faults, next, close };
}

function requestFault(method?: string, url?: string, headers: NodeJS.Dict<string | string[]> = {}): string | undefined {
  if (method !== 'POST' || url !== '/v2.1/track') return `${method} ${url} is no operation`;
  return /^(application\/json|x-json-stream)\b/.test(String(headers['content-type']))
    ? undefined
    : `content-type ${headers['content-type']}`;
}

/** https://learn.microsoft.com/azure/azure-monitor/app/azure-ad-authentication */
function tokenFault(authorization = ''): string | undefined {
  const token = /^Bearer (.+)$/.exec(authorization)?.[1];
  if (token === undefined) return 'no bearer token';
  const { aud, exp = 0 } = decodeJwt(token);
  if (aud !== 'https://monitor.azure.com') return `a token for ${aud}`;
  return exp * 1000 > Date.now() ? undefined : 'a token that has run out';
}
