declare module '@20minutes/s3rver' {
  /** Serves S3 from a folder. Its key and secret are both `S3RVER`, and it checks signatures. */
  export default class S3rver {
    constructor(options: {
      readonly address: string
      readonly port: number
      readonly directory: string
      readonly silent: boolean
      readonly configureBuckets: readonly { readonly name: string }[]
    })
    run(): Promise<{ readonly port: number }>
    close(): Promise<void>
  }
}
