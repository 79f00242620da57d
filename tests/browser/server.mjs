// A server of its own, on a free port.

import { spawn } from "node:child_process";

export const start = (binary, folder) =>
  new Promise((resolve, reject) => {
    const child = spawn(binary, ["--folder", folder, "--port", "0"], { stdio: ["ignore", "ignore", "pipe"] });
    const ended = new Promise((end) => child.on("exit", (code) => end(code)));
    let text = "";
    child.stderr.on("data", (data) => {
      text += data;
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(text);
      if (address) {
        const stop = () => {
          child.kill("SIGTERM");
          return ended;
        };
        resolve({ base: address[0], stop });
      }
    });
    ended.then((code) => reject(new Error(`the server ended with ${code}: ${text}`)));
  });
