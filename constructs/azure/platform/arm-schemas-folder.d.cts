/** The folder of the published ARM schemas. */
export declare const ARM_SCHEMAS_FOLDER: string;
