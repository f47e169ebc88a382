// The libraries the application always loads, bundled to measure them alone.
import Store from 'electron-store';
import { object } from 'zod/mini';

export const libraries = { Store, object };
