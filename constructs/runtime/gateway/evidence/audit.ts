import type { CallRecord, EvidenceSink, Log } from './evidence.ts';

/** The audit record of each call: one JSON line of metadata, by a type of its own so that a log filter finds it (GOV-01). */
export function auditTrail(write: (line: string) => void): EvidenceSink {
  return {
    record: (call: CallRecord) => write(JSON.stringify({ type: 'audit', ...call })),
    flush: async () => {},
  };
}

/** The program's own events, one JSON line each. */
export function jsonLog(write: (line: string) => void, now: () => number = Date.now): Log {
  return (level, event, fields = {}) => write(JSON.stringify({ type: 'log', at: new Date(now()).toISOString(), level, event, ...fields }));
}

/** Several sinks as one. */
export function allOf(sinks: readonly EvidenceSink[]): EvidenceSink {
  return {
    record: (call) => {
      for (const sink of sinks) sink.record(call);
    },
    flush: async () => {
      await Promise.allSettled(sinks.map((sink) => sink.flush()));
    },
  };
}
