/** The mark of the product: lines of a page on a stand. */

export function Logo({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden focusable="false">
      <rect width="20" height="20" rx="5" fill="var(--accent)" />
      <g stroke="var(--on-accent)" strokeWidth="1.7" strokeLinecap="round">
        <path d="M5.5 6.2h9M5.5 10h9" />
        <path d="M5.5 13.8h9" opacity=".55" />
      </g>
    </svg>
  )
}
