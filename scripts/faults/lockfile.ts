/** What a package.json says of what it needs. */
export interface Wanted {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, string>>;
  /** Packages with a script that runs when they are installed, and whether it may. */
  readonly allowScripts?: Readonly<Record<string, boolean>>;
}

export interface LockedPackage {
  readonly name?: string;
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

export interface Lockfile {
  readonly lockfileVersion?: number;
  readonly packages?: Readonly<Record<string, LockedPackage>>;
}

/** Npm's own registry and mirrors of it: an archive by its version, over TLS. */
const fromRegistry = /^https:\/\/[\w.-]+(?::\d+)?\/(?:[\w./@%-]+)\/-\/[\w.-]+\.tgz$/;
const sha512 = /^sha512-[A-Za-z0-9+/]{86}==$/;
const exactVersion = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;
const registryRange = /^(?:npm:(?:@[\w.-]+\/)?[\w.-]+@)?[\^~]?\d+\.\d+\.\d+(?:-[\w.]+)?$/;

/** What is wrong with the packages that would be installed; empty where nothing is. */
export function faultsOfLockfile(
  wanted: Wanted,
  { lockfileVersion, packages = {} }: Lockfile,
): readonly string[] {
  const faults: string[] = [];
  const allowed = new Set(Object.keys(wanted.allowScripts ?? {}));
  if (lockfileVersion !== 3) faults.push(`lockfileVersion is ${lockfileVersion}`);
  const own = packages[''] as Wanted | undefined;
  for (const kind of ['dependencies', 'devDependencies'] as const) {
    const asked = wanted[kind] ?? {};
    if (JSON.stringify(own?.[kind] ?? {}) !== JSON.stringify(asked))
      faults.push(`${kind} are not those of package.json`);
    for (const [name, version] of Object.entries(asked)) {
      if (!exactVersion.test(version)) faults.push(`${name} is wanted as ${version}, not as one version`);
      if (packages[`node_modules/${name}`]?.version !== version)
        faults.push(`${name} ${version} is not what is locked`);
    }
  }
  for (const [name, range] of Object.entries(wanted.overrides ?? {}))
    if (!registryRange.test(range))
      faults.push(`${name} is overridden with ${range}, which is not of the registry`);
  for (const [place, found] of Object.entries(packages)) {
    if (place === '') continue;
    const name = place.replace(/^.*node_modules\//, '');
    if (found.link === true) faults.push(`${place} is a link`);
    if (!sha512.test(found.integrity ?? ''))
      faults.push(`${place} has no SHA-512: ${found.integrity ?? 'nothing'}`);
    if (!exactVersion.test(found.version ?? ''))
      faults.push(`${place} has the version ${found.version ?? 'nothing'}`);
    if (found.resolved !== undefined && !fromRegistry.test(found.resolved))
      faults.push(`${place} comes from ${found.resolved}`);
    if (found.hasInstallScript === true && !allowed.has(name))
      faults.push(`${place} runs a script when it is installed, and is not in allowScripts`);
  }
  return faults;
}
