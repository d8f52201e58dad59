export function vulnerabilities(root: string): string[] | null;
export function vulnerabilitiesIn(report: string): string[] | null;
