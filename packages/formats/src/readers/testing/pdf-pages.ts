/** Small PDFs whose paragraphs have tags, for tests. */
import { pdfFile } from './hostile.ts'

/** @param pages of paragraphs of lines; in Latin letters without brackets */
export function taggedPages(pages: readonly (readonly (readonly string[])[])[]): Uint8Array {
  const [pageAt, tagAt] = [5, 5 + 2 * pages.length]
  const tags: string[] = []
  const drawn = pages.flatMap((paragraphs, page) => {
    let y = 760
    const content = paragraphs.map((lines, id) => {
      tags.push(`<< /S /P /P 4 0 R /Pg ${pageAt + 2 * page} 0 R /K ${id} >>`)
      const words = lines.map((line) => `BT /F1 12 Tf 72 ${(y -= 14)} Td (${line}) Tj ET`)
      y -= 14
      return `/P << /MCID ${id} >> BDC ${words.join(' ')} EMC`
    })
    const stream = content.join('\n')
    return [
      `<< /Type /Page /Parent 2 0 R /StructParents ${page} /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >> /Contents ${pageAt + 2 * page + 1} 0 R >>`,
      `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    ]
  })
  const all = tags.map((_, n) => `${tagAt + n} 0 R`)
  let from = 0
  const parents = pages.map((paragraphs, page) => {
    const own = all.slice(from, (from += paragraphs.length))
    return `${page} [${own.join(' ')}]`
  })
  return pdfFile([
    '<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 4 0 R /MarkInfo << /Marked true >> >>',
    `<< /Type /Pages /Kids [${pages.map((_, page) => `${pageAt + 2 * page} 0 R`).join(' ')}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< /Type /StructTreeRoot /K [${all.join(' ')}] /ParentTree << /Nums [${parents.join(' ')}] >> >>`,
    ...drawn,
    ...tags,
  ])
}
