/** @recogito/text-annotator as its manual starts it, for the page of the reader's bench. */
import { createTextAnnotator } from '@recogito/text-annotator'

globalThis.contestants.recogito = (scroller, root, paragraphs) => {
  const annotator = createTextAnnotator(root, { annotatingEnabled: false })
  const elements = [...root.querySelectorAll('[data-start]')]
  const colors = ['#f6d879', '#a9cdf5', '#b5dfb9', '#f4b8b4', '#d5c1f0']
  annotator.setStyle(({ bodies }) => ({ fill: colors[Number(bodies[0]?.value ?? 0) % 5], fillOpacity: 0.6 }))
  const place = (offset, side) => {
    const index = paragraphs.findLastIndex(({ start }) => start <= offset - side)
    return [
      elements[index].firstChild,
      Math.min(offset - paragraphs[index].start, paragraphs[index].words.length),
    ]
  }
  const annotationOf = ({ id, start, end, color }) => {
    const range = document.createRange()
    range.setStart(...place(start, 0))
    range.setEnd(...place(end, 1))
    const selector = [{ quote: range.toString(), start, end, range }]
    return {
      id,
      bodies: [{ id: `${id}b`, annotation: id, purpose: 'tagging', value: String(color) }],
      target: { annotation: id, selector, created: new Date(0) },
    }
  }
  return {
    apply: (passages) => annotator.setAnnotations(passages.map(annotationOf)),
    add: (passage) => annotator.addAnnotation(annotationOf(passage)),
    at: (x, y) => {
      const box = root.getBoundingClientRect()
      return annotator.state.store.getAt(x - box.left, y - box.top)
    },
  }
}
