// Loaded before a program: says on standard error when it opens a connection, asks for a name, or starts another program.
import childProcess from "node:child_process";
import dgram from "node:dgram";
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";

function watch(holder, name, what) {
  const original = holder[name];
  holder[name] = function watched(...args) {
    process.stderr.write(`${what}\n`);
    return original.apply(this, args);
  };
}

watch(net.Socket.prototype, "connect", "opens a connection");
watch(dgram, "createSocket", "opens a socket");
watch(dns, "lookup", "asks for a name");
watch(dns.promises, "lookup", "asks for a name");
watch(globalThis, "fetch", "fetches");
for (const name of ["spawn", "exec", "execFile", "fork", "spawnSync", "execSync", "execFileSync"]) {
  watch(childProcess, name, "starts a program");
}
syncBuiltinESMExports();
