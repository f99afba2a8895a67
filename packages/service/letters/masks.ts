const lastOf = (text: string, count: number): string => Array.from(text).slice(-count).join('');

/** The last four digits of a contract number. */
export const contractTail = (contractNumber: string): string => lastOf(contractNumber, 4);

/** The last three characters of a login ID. */
export const loginIdTail = (loginId: string): string => lastOf(loginId, 3);

/** The last four hexadecimal digits of a serial number, upper case, as a browser's chooser shows them. */
export const serialTail = (serialNumber: string): string => lastOf(serialNumber, 4).toUpperCase();
