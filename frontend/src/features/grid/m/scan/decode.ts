/** Reading QR codes: by the browser where it can, else by a reader that is fetched when it is first needed. */
type Picture = ImageBitmap
type Read = (picture: Picture) => Promise<string[]>
interface Detector { detect: (picture: Picture) => Promise<{ rawValue: string }[]> }
interface DetectorClass { new (options: { formats: string[] }): Detector; getSupportedFormats: () => Promise<string[]> }

async function own(): Promise<Read | null> {
  const kind = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector
  if (!kind || !(await kind.getSupportedFormats().catch((): string[] => [])).includes('qr_code')) return null
  const detector = new kind({ formats: ['qr_code'] })
  return async (picture) => (await detector.detect(picture)).map(({ rawValue }) => rawValue)
}

async function fetched(): Promise<Read> {
  const [{ prepareZXingModule, readBarcodes }, { default: wasm }] = await Promise.all([import('zxing-wasm/reader'), import('zxing-wasm/reader/zxing_reader.wasm?url')])
  // Both halves come from this house: the library would otherwise ask a stranger for its other half.
  prepareZXingModule({ overrides: { locateFile: () => wasm } })
  const sheet = document.createElement('canvas')
  return async (picture) => {
    sheet.width = picture.width
    sheet.height = picture.height
    const pen = sheet.getContext('2d', { willReadFrequently: true })!
    pen.drawImage(picture, 0, 0)
    const found = await readBarcodes(pen.getImageData(0, 0, sheet.width, sheet.height), { formats: ['QRCode'], tryHarder: true })
    return found.filter((code) => code.isValid).map((code) => code.text)
  }
}

let reader: Promise<Read> | null = null
export const readCodes = async (picture: Picture): Promise<string[]> => (await (reader ??= own().then((found) => found ?? fetched())))(picture)

const DOOR = /\/m\/door\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/?$/i
/** The enterprise whose door plate was read, wherever the grid answered when it was printed. */
export function enterpriseOf(texts: readonly string[]): string | null {
  for (const text of texts) {
    const found = DOOR.exec(text.trim())
    if (found) return found[1]!.toLowerCase()
  }
  return null
}
