/** Starts the page. */
export {}
