// A real OpenID Connect issuer, as a process of its own. It says its address, and then takes its one client as a line of
// JSON. Whoever types a name is signed in as that name, and their prison number is the name too, unless it is "nobody".
import { createServer } from 'node:http'
import { createInterface } from 'node:readline'
import Provider from 'oidc-provider'

const server = createServer()
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://localhost:${server.address().port}`
  console.log(issuer)
  createInterface({ input: process.stdin }).once('line', line => {
    const provider = new Provider(issuer, {
      clients: [JSON.parse(line)],
      claims: { openid: ['sub'], profile: ['nomis_number'] },
      features: { backchannelLogout: { enabled: true } },
      pkce: { required: () => true },
      cookies: { keys: ['a key for tests alone'] },
      // Its own fetch refuses addresses of the machine itself.
      fetch: (address, { method, headers, body }) => fetch(address, { method, headers, body }),
      findAccount: (_context, id) => ({
        accountId: id,
        claims: () => ({ sub: id, ...(id !== 'nobody' && { nomis_number: id.toLowerCase() }) }),
      }),
    })
    server.on('request', provider.callback())
    console.log('ready')
  })
})
