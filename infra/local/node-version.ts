const NEEDED = 24;

// Loaded first: what comes after it may not even load on an older Node.
if (Number(process.versions.node.split('.')[0]) < NEEDED) {
  console.error(
    `The desk runs on Node ${NEEDED} or newer, and this is Node ${process.version}. ` +
      'Start it by npm: its scripts use the Node that npm ci installs.',
  );
  process.exit(1);
}
