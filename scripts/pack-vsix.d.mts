export function packVsix(packagePath: string): Promise<void>;
