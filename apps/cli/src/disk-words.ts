/** Why a file cannot be written, as the end of a sentence. */
export function diskWords({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'ENOENT':
      return 'its folder does not exist'
    case 'ENOTDIR':
      return 'its folder is a file'
    case 'EEXIST':
      return 'there is a file of that name'
    case 'EACCES':
    case 'EPERM':
      return 'that is not permitted'
    case 'EROFS':
      return 'the disk is read-only'
    case 'ENOSPC':
      return 'the disk is full'
    case 'EDQUOT':
      return 'the quota of disk space is used up'
    case 'EFBIG':
      return 'it would be larger than files may be'
    case 'EIO':
      return 'the disk reports a fault'
    case 'ENAMETOOLONG':
      return 'the name is too long'
    case 'ELOOP':
      return 'its symbolic links lead in a circle'
    default:
      return message
  }
}
