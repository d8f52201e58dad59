/** Entry of a task's process: `node task.mjs NAME`. */
import { isTaskName, TASKS } from "./tasks.ts";

const [name = ""] = process.argv.slice(2);
if (!isTaskName(name)) throw new Error(`no task is named ${JSON.stringify(name)}`);
process.stdout.write(JSON.stringify(await TASKS[name]()));
