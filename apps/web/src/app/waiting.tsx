/** Something is on its way. Shows nothing for the first moment, as most waits are shorter than a glance. */
import { m } from '../messages/messages.js'
import styles from './waiting.module.css'

export function Waiting() {
  return (
    <p className={styles.waiting} role="status">
      {m.app_loading()}
    </p>
  )
}
