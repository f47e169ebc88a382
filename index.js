// `electron .` begins here. No `main` in package.json names the built entry, since npm would put it into the command line's package.
import './out/main/index.js';
