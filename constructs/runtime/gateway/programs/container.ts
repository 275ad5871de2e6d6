import { ended, httpServer } from '../adapters/http-server.ts';
import { keyVault } from '../azure/key-vault.ts';
import { ManagedIdentity } from '../azure/managed-identity.ts';
import { azureMonitorMetrics } from '../azure/monitor-metrics.ts';
import { TableState } from '../azure/table-state.ts';
import { parseConfig } from '../config/parse-config.ts';
import { systemClock } from '../core/clock.ts';
import { createGateway } from '../core/gateway.ts';
import { allOf, auditTrail, jsonLog } from '../evidence/audit.ts';
import type { EvidenceSink } from '../evidence/evidence.ts';
import { assemble } from './assemble.ts';
import { line, required } from './environment.ts';

const PORT = 8080;

const config = parseConfig(required('LLM_GATEWAY_CONFIG'));
const identity = new ManagedIdentity(required('AZURE_CLIENT_ID'));
const state = new TableState({
  endpoint: required('LLM_GATEWAY_TABLE_ENDPOINT'),
  table: required('LLM_GATEWAY_TABLE'),
  credential: identity,
  clock: systemClock,
});
const azureToken = async () => (await identity.getToken('https://cognitiveservices.azure.com/.default')).token;
const evidence = allOf([...metrics(), auditTrail(line)]);
const gateway = createGateway(assemble(config, { state, readSecret: keyVault(identity), evidence, azureToken }));
const server = httpServer(gateway.handle).listen(Number(process.env.PORT ?? PORT));

// The platform takes the instance out of its traffic, sends SIGTERM and kills 30 s later.
process.once('SIGTERM', () => {
  server.close();
  gateway
    .drain()
    .then(() => ended(server))
    .finally(() => process.exit(0));
});

/** Without a component to send them to there are none; the audit trail has every call all the same. */
function metrics(): EvidenceSink[] {
  const connectionString = process.env.APPLICATIONINSIGHTS_CONNECTION_STRING;
  const log = jsonLog(line);
  if (connectionString) return [azureMonitorMetrics({ connectionString, credential: identity, platform: config.platform, log })];
  log('warn', 'metrics-off', { unset: 'APPLICATIONINSIGHTS_CONNECTION_STRING' });
  return [];
}
