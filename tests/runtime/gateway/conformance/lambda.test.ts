import { conformance } from './conformance.ts';

conformance('lambda');
