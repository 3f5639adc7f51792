import { publicSite } from '../content/public-site'

test('renders every PDF of the public site, in both languages and sizes', async () => {
  const { pdfs } = publicSite({ portalUrl: 'https://leaving.example.test' })
  for (const path of pdfs.paths) expect((await pdfs.take(path)!).bytes.length).toBeGreaterThan(10_000)
}, 600_000)
