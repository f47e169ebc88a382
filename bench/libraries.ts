// The libraries that the application always loads. They are bundled so that they can be measured
// alone.
import Store from 'electron-store';
import { object } from 'zod/mini';

export const libraries = { Store, object };
