export function packNpm(destination: string): Promise<{ readonly path: string; readonly files: readonly string[] }>;
