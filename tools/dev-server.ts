import { run } from '../server/main'

void run({ reloads: true })
