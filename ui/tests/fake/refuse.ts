/** How the program rejects a command. */
export const refuse = (code: string, details: unknown = null) => ({ code, message: code, details });
