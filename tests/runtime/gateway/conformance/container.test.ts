import { conformance } from './conformance.ts';

conformance('container');
