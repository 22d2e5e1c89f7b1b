import { fileExtension } from './file-extension.ts';

/**
 * Programs, scripts and installers of Windows: those of Outlook's list that run something when they are opened
 * (https://support.microsoft.com/office/blocked-attachments-in-outlook-434752e1-02d3-4e90-9124-8b81e49a8519), and installers of apps.
 */
const WINDOWS = `application appx appxbundle bat chm cmd com cpl exe gadget hta jar js jse jnlp lnk msc msi msix msixbundle msp pif ps1
  psm1 reg scf scr sct url vb vbe vbs ws wsc wsf wsh xll`;
/** Of other systems. */
const OTHERS = 'apk app appimage command deb desktop pkg rpm run sh';
/**
 * Documents with macros: https://learn.microsoft.com/office/compatibility/office-file-format-reference. The old `doc` and `xls` may have some,
 * too, but mostly have none: a mark on nearly everything is read by nobody.
 */
const MACROS = 'docm dotm potm ppam ppsm pptm sldm xlam xlsb xlsm xltm';

const EXECUTABLE = new Set([WINDOWS, OTHERS, MACROS].join(' ').split(/\s+/));

/**
 * Whether opening a file of this name may run a program. By the name, since that is what a system goes by; expects one that `fileName` has
 * cleaned, so that nothing in it turns its letters round. An archive runs nothing: what is in it has a name of its own.
 */
export function isExecutable(filename: string): boolean {
  return EXECUTABLE.has(fileExtension(filename));
}
