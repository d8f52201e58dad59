import { PROJECT_EDIT_REQUEST, type ProjectEdit, type ProjectEditParams } from "../../protocol/index.ts";
import type { ServerContext } from "../context.ts";
import type { ServerCapabilities } from "../lsp.ts";
import { projectEdit } from "../project-edit.ts";

/** How a change is written into the project's settings, which go before the editor's; null where a config has none. */
export function projectEdits({ connection, projects }: ServerContext): ServerCapabilities {
  connection.onRequest(
    PROJECT_EDIT_REQUEST,
    async ({ uri, change }: ProjectEditParams): Promise<ProjectEdit | null> => {
      const project = await projects.of(uri);
      return project === null ? null : projectEdit(project, uri, change);
    },
  );
  return {};
}
