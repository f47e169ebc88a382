// Bundled and loaded by itself: what the application cannot start without.
import Store from 'electron-store';
import { object } from 'zod/mini';

export const libraries = { Store, object };
