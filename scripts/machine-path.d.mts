/** PATH without the folders that npm adds. */
export declare function machinePath(path?: string): string;
